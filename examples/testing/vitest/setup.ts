/** Adds couplet's matchers to vitest's expect. */
import { matchers } from 'couplet/testing/vitest';
import { expect } from 'vitest';

expect.extend(matchers);
