// What the model has learned from clicks, and the way back to an earlier bundle.
import { ask, element } from './common.js';

const section = document.getElementById('learning');
const learn = document.getElementById('learn');
const time = value => value === null ? 'none' : new Date(value).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
let shown = '';

learn.addEventListener('click', () => act(() => ask('/api/learning', {})));

async function act(what) {
  learn.disabled = true;
  try {
    show(await what());
  } catch (error) {
    document.getElementById('last').textContent = error.message;
  } finally {
    learn.disabled = false;
  }
}

function sentence(last) {
  if (last === null) return 'Nothing yet since the shop was started.';
  if (last.outcome === 'TooFewEvents') return `${last.events} clicks that it has not learned from: too few.`;
  const measured = `NDCG@10 ${last.candidate.toFixed(3)}, ${last.served.toFixed(3)} of what was served`;
  return `${last.outcome}: ${last.events} clicks, ${last.interactions} learned before measuring, new visitors ${last.newUsers}, ${measured}; drift ${last.drift.toFixed(2)}.`;
}

function show(state) {
  section.hidden = !state.learns;
  const text = JSON.stringify(state);
  if (text === shown) return; // so that a button keeps the focus
  shown = text;
  document.getElementById('last').textContent = sentence(state.last);
  document.getElementById('bundles').replaceChildren(...state.bundles.map(bundle => {
    const back = element('button', { type: 'button', textContent: 'Go back', ariaLabel: `Go back to bundle ${bundle.number}` });
    back.addEventListener('click', () => act(() => ask(`/api/learning/versions/${bundle.number}`, {})));
    return element('tr', {}, element('th', { scope: 'row', textContent: bundle.number }), element('td', { textContent: time(bundle.madeAt) }),
      element('td', { textContent: time(bundle.newestEvent) }), element('td', {}, bundle.isServed ? 'now' : back));
  }));
}

async function look() {
  try {
    show(await ask('/api/learning'));
  } catch {
    // The line above says that the shop does not answer.
  }

  setTimeout(look, 2000);
}

look();
