// Runs the compiled app, by `import`, and the package by `require()` where this Node can require an ES module.
import { createRequire } from 'node:module';
import process from 'node:process';

const app = await import('./main.js');
const face = await import('couplet');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const canRequire = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
if (canRequire) {
  const required = createRequire(import.meta.url)('couplet');
  if (required.Iq !== face.Iq) throw new Error('require() and import give two copies of the package');
}
console.log(`${Object.keys(app).length} exports of the app, ${canRequire ? 'required' : 'imported'} on Node ${major}`);
