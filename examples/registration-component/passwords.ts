/** Passwords as they are kept: scrypt with a salt of their own, and what they cost beside them. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const BYTES = 32;
const BLOCK_SIZE = 8;
const PARALLEL = 5;

/** `scrypt:N:r:p:salt:key`, salt and key in base64. */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(normalized(password), salt, BYTES, options(cost, BLOCK_SIZE, PARALLEL));
  return ['scrypt', cost, BLOCK_SIZE, PARALLEL, salt.toString('base64'), key.toString('base64')].join(':');
}

/** Whether this is the password, in a time that does not tell how nearly it was. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [kind, cost, blockSize, parallel, salt = '', key = ''] = hash.split(':');
  if (kind !== 'scrypt') throw new Error(`Passwords are kept as scrypt; found ${kind}`);
  const expected = Buffer.from(key, 'base64');
  const how = options(Number(cost), Number(blockSize), Number(parallel));
  const found = await derive(normalized(password), Buffer.from(salt, 'base64'), expected.length, how);
  return timingSafeEqual(found, expected);
}

/** The same text, however a keyboard writes it. */
function normalized(password: string): string {
  return password.normalize('NFKC');
}

function options(N: number, r: number, p: number): ScryptOptions {
  return { N, r, p, maxmem: 256 * N * r };
}
