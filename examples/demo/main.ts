/** The program behind `npm run demo`: in-band registration in memory, on stanzas of ours or of yours. */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { XmlError, XmlReader } from 'couplet';
import { Conversation } from './conversation.js';
import { InputReader } from './input.js';
import { closing, opening, situations } from './situations.js';

const USAGE = `Usage: npm run demo                 the six situations of in-band registration
       npm run demo -- FILE         the same component, on the stanzas or the recorded stream in FILE
       npm run demo -- -            on those of standard input`;

/** The stream is fed in pieces of this length, as a connection would cut it. */
const PIECE = 48;

/** Plays the recorded situations. */
async function playSituations(): Promise<void> {
  const conversation = new Conversation(
    console.log,
    situations.map(({ title }) => title),
  );
  const reader = new XmlReader({
    onStreamStart: (header) => console.log(`The stream of ${header.attribute('from')} begins.`),
    onElement: (element) => conversation.add(element),
    onStreamEnd: () => console.log('\nThe stream ends.'),
  });
  for (const text of [opening, ...situations.map(({ xml }) => xml), closing]) {
    for (let i = 0; i < text.length; i += PIECE) reader.write(text.slice(i, i + PIECE));
    await conversation.settle();
  }
  reader.end();
}

/** Plays what a file or standard input holds. @returns whether it was whole */
async function playInput(name: string): Promise<boolean> {
  const conversation = new Conversation(console.log);
  const reader = new InputReader((element) => conversation.add(element));
  // npm runs it in the package's folder; names are relative to where it was called.
  const path = resolve(process.env.INIT_CWD ?? '.', name);
  const source = name === '-' ? process.stdin : createReadStream(path);
  const shown = name === '-' ? 'Standard input' : name;
  try {
    for await (const chunk of source) {
      reader.write(chunk);
      await conversation.settle();
    }
    reader.end();
  } catch (error) {
    // What was whole before the fault is handled before it is told.
    await conversation.settle();
    const after = conversation.received === 1 ? '1 stanza' : `${conversation.received} stanzas`;
    if (error instanceof XmlError) {
      console.error(`\n${shown} is broken after ${after}: ${error.message} [${error.code}]`);
      for (const line of reader.excerpt(error)) console.error(`  ${line}`);
    } else if (error instanceof Error && 'syscall' in error) console.error(`${shown} cannot be read: ${error.message}`);
    else throw error;
    return false;
  }
  console.log(`\n${shown}: ${conversation.received} in, ${conversation.sent} out.`);
  return true;
}

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', () => process.exit());

const [name, ...more] = process.argv.slice(2);
if (more.length > 0 || (name?.startsWith('-') === true && name !== '-')) {
  console.error(USAGE);
  process.exitCode = name === '--help' ? 0 : 2;
} else if (name === undefined) await playSituations();
else if (!(await playInput(name))) process.exitCode = 1;
