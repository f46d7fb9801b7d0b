// Shows mail and wire. What comes from mails and clients is hostile: it is only ever set as text.
'use strict';

const MOST_LINES = 5000;
const byId = (id) => document.getElementById(id);

// The token is in a cookie by now; in the address it would stay in the history.
history.replaceState(null, '', location.pathname + location.hash);

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function address(path, parameters) {
  return path + '?' + new URLSearchParams(parameters);
}

async function ask(path, parameters = {}) {
  const answer = await fetch(address(path, parameters));
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function shown(promise) {
  promise.catch((fault) => { byId('state').textContent = fault.message; });
}

function count(number, what) {
  return number + ' ' + what + (number === 1 ? '' : 's');
}

function when(instant) {
  return instant.slice(0, 16).replace('T', ' ');
}

// ---------------------------------------------------------------- mailboxes

let folder = null;   // {login, folder}
let message = null;  // its UID
let latestList = 0;

async function showMailboxes() {
  const { fixture, mailboxes } = await ask('mailboxes');
  byId('fixture').textContent = fixture;
  const focused = document.activeElement?.dataset?.folder;
  const all = mailboxes.flatMap((mailbox) => {
    const title = element('h3', mailbox.login);
    title.append(element('span', mailbox.address));
    const list = element('ul');
    for (const one of mailbox.folders) {
      const button = element('button');
      button.type = 'button';
      button.dataset.folder = JSON.stringify([mailbox.login, one.name]);
      button.append(element('span', one.name));
      button.append(element('span', one.messages + (one.unseen ? ' (' + one.unseen + ' new)' : ''), 'small'));
      const isIt = folder && folder.login === mailbox.login && folder.folder === one.name;
      button.setAttribute('aria-current', String(Boolean(isIt)));
      button.setAttribute('aria-label', one.name + ' of ' + mailbox.login + ', ' + count(one.messages, 'message') + ', ' + one.unseen + ' new');
      button.addEventListener('click', () => shown(choose(mailbox.login, one.name)));
      const item = element('li');
      item.append(button);
      list.append(item);
    }
    return [title, list];
  });
  byId('mailboxes').replaceChildren(...all);
  if (focused) {
    [...document.querySelectorAll('[data-folder]')].find((one) => one.dataset.folder === focused)?.focus();
  }
}

async function choose(login, name) {
  folder = { login, folder: name };
  for (const button of document.querySelectorAll('[data-folder]')) {
    button.setAttribute('aria-current', String(button.dataset.folder === JSON.stringify([login, name])));
  }
  await showMessages();
  byId('messages-title').focus();
}

// ---------------------------------------------------------------- messages

async function showMessages() {
  const number = ++latestList;
  const focused = document.activeElement?.dataset?.uid;
  const { total, more, messages } = await ask('messages', folder);
  if (number !== latestList) return;
  byId('messages-title').textContent = 'Messages in ' + folder.folder + ' of ' + folder.login;
  byId('messages-note').textContent = total === 0 ? 'No messages.' : count(total, 'message') + ', the latest first';
  byId('messages').replaceChildren(...messages.map(entry));
  byId('more').hidden = !more;
  if (focused) document.querySelector('[data-uid="' + CSS.escape(focused) + '"]')?.focus();
}

function entry(one) {
  const item = element('li', undefined, one.seen ? '' : 'unseen');
  const button = element('button');
  button.type = 'button';
  button.dataset.uid = one.uid;
  button.append(element('span', one.subject || '(no subject)', 'subject'));
  button.append(element('span', one.from || '(no sender named)', 'small'));
  button.append(element('span', when(one.received) + ' UTC, ' + count(one.octets, 'octet') + (one.flags ? ', ' + one.flags : ''), 'small'));
  button.setAttribute('aria-current', String(message === one.uid));
  button.addEventListener('click', () => shown(showMessage(one.uid)));
  item.append(button);
  return item;
}

byId('more').addEventListener('click', () => shown((async () => {
  const shownLast = byId('messages').lastElementChild.querySelector('button').dataset.uid;
  const { more, messages } = await ask('messages', { ...folder, before: shownLast });
  const added = messages.map(entry);
  byId('messages').append(...added);
  byId('more').hidden = !more;
  added[0]?.querySelector('button').focus();
})()));

// ---------------------------------------------------------------- one message

async function showMessage(uid) {
  const of = { ...folder, uid };
  const one = await ask('message', of);
  message = uid;
  for (const button of document.querySelectorAll('[data-uid]')) {
    button.setAttribute('aria-current', String(button.dataset.uid === String(uid)));
  }
  byId('message-title').textContent = one.subject || '(no subject)';
  byId('message-note').textContent = one.from + (one.from ? ', ' : '') + when(one.received) + ' UTC, ' + count(one.octets, 'octet');
  byId('text').textContent = one.text;
  byId('raw').textContent = one.raw;
  byId('eml').href = address('message.eml', of);
  byId('fields').replaceChildren(...one.fields.flatMap((field) => [element('dt', field.name), element('dd', field.value)]));
  byId('parts').replaceChildren(...one.parts.map((part) =>
    element('li', part.type + ', ' + count(part.octets, 'octet') + (part.name ? ', ' + part.name : ''))));
  const frame = element('iframe');
  frame.title = 'HTML of the message';
  frame.setAttribute('sandbox', '');
  frame.src = address('message.html', of);
  byId('html').replaceChildren(one.html ? frame : element('p', 'There is no HTML in it.'));
  byId('message').hidden = false;
  byId('message-title').focus();
}

const tabs = [...document.querySelectorAll('[role="tab"]')];

function choosePanel(tab) {
  for (const one of tabs) {
    one.setAttribute('aria-selected', String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    byId(one.getAttribute('aria-controls')).hidden = one !== tab;
  }
  tab.focus();
}

for (const [i, tab] of tabs.entries()) {
  tab.addEventListener('click', () => choosePanel(tab));
  tab.addEventListener('keydown', (event) => {
    const to = { ArrowLeft: i + tabs.length - 1, ArrowRight: i + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      choosePanel(tabs[to % tabs.length]);
    }
  });
}

// ---------------------------------------------------------------- the live wire

const lines = byId('lines');
const WHO = { client: 'C:', server: 'S:' };

function spelledOut(text) {
  return text.replace(/[^ -~]/g, (c) => '\\x' + c.codePointAt(0).toString(16).padStart(2, '0'));
}

function line(news) {
  const row = element('div', undefined, 'entry ' + news.kind);
  row.dataset.protocol = news.protocol;
  row.append(
    element('span', news.seconds === undefined ? '' : news.seconds.toFixed(3) + ' s', 'time'),
    element('span', news.protocol + ' ' + news.number + (news.tls ? ' TLS' : ''), 'name'),
    element('span', WHO[news.kind] ?? '', 'who'),
    element('span', spelledOut(news.text), 'said'));
  hide(row);
  return row;
}

function hide(row) {
  const wanted = byId('protocol').value;
  row.hidden = wanted !== '' && row.dataset.protocol !== wanted;
}

function toTheEnd() {
  if (byId('follow').checked) lines.scrollTop = lines.scrollHeight;
}

let waiting = null;

// Mail changes by what passes over the wire, so a look is due when that has come to rest.
function mailMayHaveChanged() {
  clearTimeout(waiting);
  waiting = setTimeout(() => shown(folder ? Promise.all([showMailboxes(), showMessages()]) : showMailboxes()), 150);
}

const wire = new EventSource('wire');
wire.addEventListener('start', () => {
  lines.replaceChildren();
  byId('state').textContent = 'live';
  shown(showMailboxes());
});
wire.addEventListener('news', (event) => {
  const news = JSON.parse(event.data);
  byId('wire-note').hidden = true;
  lines.append(...news.map(line));
  while (lines.childElementCount > MOST_LINES) lines.firstElementChild.remove();
  toTheEnd();
  mailMayHaveChanged();
});
wire.addEventListener('error', () => {
  byId('state').textContent = 'not connected: the server has ended, or does not know this page any more';
});

byId('protocol').addEventListener('change', () => {
  for (const row of lines.children) hide(row);
  toTheEnd();
});
byId('follow').addEventListener('change', toTheEnd);
byId('aloud').addEventListener('change', (event) => lines.setAttribute('aria-live', event.target.checked ? 'polite' : 'off'));
byId('clear').addEventListener('click', () => {
  lines.replaceChildren();
  byId('wire-note').hidden = false;
});
