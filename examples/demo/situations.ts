/** A recorded stream with the six situations of in-band registration, as the server sends it to a component. */

/** What happens, and the XML that it comes as. */
export interface Situation {
  readonly title: string;
  readonly xml: string;
}

/** What comes before them: the start of a component's stream (XEP-0114). */
export const opening = `<?xml version='1.0'?>
<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'
    from='reg.example.org' id='3BF96D32'>
`;

/** What comes after them. */
export const closing = '</stream:stream>\n';

export const situations: readonly Situation[] = [
  {
    title: 'Somebody new asks for the form',
    xml: `
<iq type='get' id='reg1' from='juliet@example.com/balcony' to='reg.example.org'>
  <query xmlns='jabber:iq:register'/>
</iq>`,
  },
  {
    title: 'A registration that is not complete',
    xml: `
<iq type='set' id='reg2' from='juliet@example.com/balcony' to='reg.example.org'>
  <query xmlns='jabber:iq:register'>
    <username>juliet</username>
  </query>
</iq>`,
  },
  {
    title: 'A registration',
    xml: `
<iq type='set' id='reg3' from='juliet@example.com/balcony' to='reg.example.org'>
  <query xmlns='jabber:iq:register'>
    <username>juliet</username>
    <password>R0m30</password>
  </query>
</iq>`,
  },
  {
    title: 'Somebody who is registered asks for the form',
    xml: `
<iq type='get' id='reg4' from='juliet@example.com/balcony' to='reg.example.org'>
  <query xmlns='jabber:iq:register'/>
</iq>`,
  },
  {
    title: 'A registration with a username that another has',
    xml: `
<iq type='set' id='reg5' from='nurse@example.com/chamber' to='reg.example.org'>
  <query xmlns='jabber:iq:register'>
    <username>juliet</username>
    <password>Angelica</password>
  </query>
</iq>`,
  },
  {
    title: 'Unregistering',
    xml: `
<iq type='set' id='reg6' from='juliet@example.com/balcony' to='reg.example.org'>
  <query xmlns='jabber:iq:register'>
    <remove/>
  </query>
</iq>`,
  },
];
