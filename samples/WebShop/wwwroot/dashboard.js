import { ask, element, watchTraining } from './common.js';

const again = document.getElementById('again');
again.addEventListener('click', async () => {
  again.disabled = true;
  try {
    await ask('/api/training', {});
  } catch (error) {
    if (error.status !== 409) throw error; // one runs already
  } finally {
    setTimeout(() => { again.disabled = false; }, 3000);
  }
});

function line(name, value) {
  return [element('dt', { textContent: name }), element('dd', { textContent: value })];
}

function curve(losses) {
  const svg = document.getElementById('losses');
  const [left, right, top, bottom] = [50, 470, 15, 190];
  const values = losses.flatMap(loss => [loss.training, loss.validation]).filter(value => value !== null);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = epoch => losses.length < 2 ? left : left + (right - left) * epoch / (losses.length - 1);
  const y = value => most === least ? bottom : bottom - (bottom - top) * (value - least) / (most - least);
  const draw = (name, attributes, text = '') => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    svg.append(made);
  };
  svg.replaceChildren();
  draw('path', { class: 'axis', d: `M${left} ${top}V${bottom}H${right}` });
  for (const [kind, of] of [['training', loss => loss.training], ['validation', loss => loss.validation]]) {
    const points = losses.map((loss, epoch) => [x(epoch), of(loss)]).filter(([, value]) => value !== null).map(([at, value]) => `${at.toFixed(1)},${y(value).toFixed(1)}`);
    if (points.length) draw('polyline', { class: kind, points: points.join(' ') });
  }

  draw('text', { x: 4, y: top + 6 }, most.toFixed(2));
  draw('text', { x: 4, y: bottom }, least.toFixed(2));
  draw('text', { x: left, y: bottom + 20 }, 'epoch 1');
  draw('text', { x: right - 60, y: bottom + 20 }, `epoch ${losses.length}`);
}

watchTraining(async version => {
  const report = await ask('/api/report').catch(() => null);
  const details = document.getElementById('version');
  details.replaceChildren(...line('Bundle', version.sha256.slice(0, 16)), ...line('Serving since', new Date(version.loadedAt).toLocaleString()));
  if (report === null) return;
  details.append(...line('Trained', `${new Date(report.trainedAt).toLocaleString()}, in ${report.seconds.toFixed(1)} s, from ${report.rows} likes`));
  curve(report.losses);
  document.getElementById('metrics').replaceChildren(...Object.entries(report.metrics).map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row', textContent: name }), element('td', { textContent: value.toFixed(3) }), element('td', { textContent: report.baseline[name].toFixed(3) }))));
});
