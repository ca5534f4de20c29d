import { ask, element, watchTraining } from './common.js';

const visitor = document.getElementById('visitor');
const category = document.getElementById('category');
const [products, known] = await Promise.all([ask('/api/catalogue'), ask('/api/visitors')]);
const byId = new Map(products.map(product => [product.id, product]));
const looked = new Map(); // what each visitor looked at, here
const stranger = `visitor-${crypto.randomUUID()}`;

visitor.append(element('option', { value: stranger, textContent: 'somebody new' }), ...known.map(one => element('option', { value: one.id, textContent: `${one.id}: ${one.about}` })));
category.append(element('option', { value: '', textContent: 'all' }), ...[...new Set(products.map(product => product.category))].sort().map(name => element('option', { value: name, textContent: name })));
visitor.addEventListener('change', () => { showRecent(); recommend(); });
category.addEventListener('change', showCatalogue);

function card(product, ...more) {
  const price = product.price === null ? '' : `, ${product.price.toFixed(2)}`;
  const button = element('button', { type: 'button', className: `product hue-${category.options.length ? [...category.options].findIndex(option => option.value === product.category) % 10 : 0}` },
    element('strong', { textContent: product.name }), element('span', { textContent: `${product.brand ?? 'no brand'}${price}` }));
  button.dataset.item = product.id;
  button.addEventListener('click', () => look(product));
  return element('li', {}, button, stars(product), ...more);
}

function stars(product) {
  const row = element('div', { className: 'stars', role: 'group', ariaLabel: `Rate ${product.name}` });
  for (let value = 1; value <= 5; value++) {
    const star = element('button', { type: 'button', textContent: '★', ariaLabel: `${value} of 5` });
    star.addEventListener('click', () => {
      [...row.children].forEach((one, i) => one.classList.toggle('given', i < value));
      if (value >= 3) look(product); // what is liked counts as met
    });
    row.append(star);
  }

  return row;
}

async function look(product) {
  await ask('/api/shop/events', { user: visitor.value, item: product.id });
  looked.set(visitor.value, [...looked.get(visitor.value) ?? [], product.name]);
  showRecent();
  await recommend();
}

function showRecent() {
  document.getElementById('recent').textContent = looked.get(visitor.value)?.join(', ') ?? 'Nothing yet.';
}

function showCatalogue() {
  const shown = products.filter(product => category.value === '' || product.category === category.value).slice(0, 60);
  document.getElementById('catalogue').replaceChildren(...shown.map(product => card(product)));
}

async function recommend() {
  const list = document.getElementById('recommended');
  try {
    const answer = await ask(`/api/shop/users/${encodeURIComponent(visitor.value)}/recommendations?count=8`);
    list.replaceChildren(...answer.items.map(one => card(byId.get(one.item), element('p', { className: 'reason', textContent: one.reason }))));
  } catch (error) {
    list.replaceChildren(element('li', { textContent: error.status === 503 ? 'They come when the shop has trained itself.' : error.message }));
  }
}

showCatalogue();
await recommend();
watchTraining(recommend);
