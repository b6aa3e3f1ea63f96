/** A page that registers with a component: a form of the fields that the component asks for, over Strophe. */
import { IqError, parseXml, StanzaStream } from 'couplet';
import { fromDom, toDom } from 'couplet/interop/dom';
import { attach } from 'couplet/interop/strophe';
import { Registration, registrationFields, Xep0077 } from 'couplet/xep/0077';
import { Strophe } from 'strophe.js';

const settings = new URLSearchParams(location.search);
const setting = (name: string): string => settings.get(name) ?? '';

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}`);
  return found as T;
}

const log = (direction: string, xml: string): void => {
  const line = document.createElement('li');
  line.textContent = `${direction} ${xml}`;
  element('log').append(line);
};

const stream = new StanzaStream();
stream.addFilter('in', (stanza) => {
  log('in', String(stanza.xml));
  return stanza;
});
stream.addFilter('out', (stanza) => {
  log('out', String(stanza.xml));
  return stanza;
});
const registration = stream.registerPlugin(Xep0077, { serve: false });
const service = setting('service');

/** Asks for the form, and shows it: an input for each field that stands in it. */
async function showForm(): Promise<void> {
  const form = await registration.getRegistration(service);
  const fields = registrationFields.filter((name) => form.has(name));
  element('fields').replaceChildren(...fields.map((name) => inputFor(name, form.get(name) ?? '')));
  element('instructions').textContent = form.get('instructions') ?? '';
  element('unregister').hidden = !form.get('registered');
  element('form').hidden = false;
}

function inputFor(name: string, value: string): HTMLLabelElement {
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.name = name;
  input.value = value;
  if (name === 'password') input.type = 'password';
  label.append(`${name} `, input);
  return label;
}

/** Does what was asked for, says how it went, and shows the form as it is then. */
async function attempt(action: () => Promise<unknown>, done: string): Promise<void> {
  const status = element('status');
  status.textContent = '';
  try {
    await action();
    await showForm();
    status.textContent = done;
  } catch (error) {
    status.textContent = error instanceof IqError ? `${error.condition}: ${error.text ?? ''}` : String(error);
  }
}

element<HTMLFormElement>('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const filled = new Registration();
  for (const [name, value] of new FormData(element<HTMLFormElement>('form'))) filled.assign({ [name]: String(value) });
  void attempt(() => registration.register(filled, service), 'registered');
});
element('unregister').addEventListener(
  'click',
  () => void attempt(() => registration.cancelRegistration(service), 'unregistered'),
);

element('service').textContent = service;
const connection = new Strophe.Connection(setting('url'));
attach(stream, connection);
stream.once('online', (jid) => {
  element('jid').textContent = String(jid);
  void attempt(showForm, '');
});
connection.connect(setting('jid'), setting('password'));

/** For the test of the DOM adapter: what this browser's DOM makes of texts, read and written. */
Object.assign(globalThis, {
  throughDom: (texts: readonly string[]): [read: string, written: string][] =>
    texts.map((text) => {
      const read = fromDom(new DOMParser().parseFromString(text, 'text/xml'));
      const written = toDom(parseXml(text), document.implementation.createDocument(null, null));
      return [read.toString(), new XMLSerializer().serializeToString(written)];
    }),
});
