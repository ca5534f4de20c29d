// What both pages need: requests that say why they failed, elements, and the state of the training.
export async function ask(path, body) {
  const response = await fetch(path, body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? `${response.status}`), { status: response.status });
  }

  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Shows how far a training is; calls back when one has ended and its model answers.
export function watchTraining(ended) {
  const line = document.getElementById('training');
  let version = null;
  async function look() {
    try {
      const state = await ask('/api/training');
      const answers = await ask('/api/shop/version').catch(() => null);
      line.hidden = !state.isRunning && !state.failure && answers !== null;
      line.textContent = state.failure ? `The training failed: ${state.failure}`
        : state.isRunning ? `The shop is training itself: epoch ${state.epoch} of ${state.epochs || '…'}${state.loss ? `, loss ${state.loss.toFixed(3)}` : ''}`
        : answers === null ? 'The shop is loading its model.' : '';
      if (answers !== null && answers.sha256 !== version) {
        version = answers.sha256;
        ended(answers);
      }
    } catch (error) {
      line.hidden = false;
      line.textContent = `The shop does not answer: ${error.message}`;
    }

    setTimeout(look, 1000);
  }

  look();
}
