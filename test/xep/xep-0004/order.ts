/** A form with a field of every type, after the specification. */
import { parseXml, type XmlElement } from 'couplet';
import { DATA_FORMS } from 'couplet/xep/0004';

/** XML laid out for reading: white space between elements is no part of it. */
export const xml = (text: string): XmlElement =>
  parseXml(text.replace(/>\s+</g, '><').trim(), { namespaces: { '': DATA_FORMS } });

export const ORDER = `
  <x xmlns='jabber:x:data' type='form'>
    <title>Pizza</title>
    <instructions>Fill in what you want.</instructions>
    <instructions>We bring it.</instructions>
    <field type='hidden' var='FORM_TYPE'><value>urn:example:pizza</value></field>
    <field type='fixed'><value>The pizza</value></field>
    <field type='list-single' var='size' label='Size'>
      <required/>
      <value>M</value>
      <option label='Small'><value>S</value></option>
      <option label='Medium'><value>M</value></option>
    </field>
    <field type='list-multi' var='toppings' label='On top'>
      <desc>As many as you like</desc>
      <value>olives</value>
      <value>capers</value>
      <option><value>olives</value></option>
      <option><value>capers</value></option>
      <option><value>onions</value></option>
    </field>
    <field type='boolean' var='sliced'><value>0</value></field>
    <field type='fixed'><value>You</value></field>
    <field type='text-single' var='name'><required/></field>
    <field type='text-private' var='pin'/>
    <field type='text-multi' var='address'><value>1 Rose St</value><value>Verona</value></field>
    <field type='jid-single' var='notify'><value>juliet@example.com</value></field>
    <field type='jid-multi' var='friends'><value>romeo@example.net</value><value>nurse@example.com</value></field>
  </x>`;
