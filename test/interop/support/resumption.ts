/** What holds for adapters of stacks that have stream management (XEP-0198). */
import { DisconnectedError } from 'couplet';
import { expect, test } from 'vitest';
import { type Connect, expectError, ping, request, setUp } from './contract.js';

/** The tests of sessions that outlive their connections. */
export function describeResumption(connect: Connect): void {
  test('a session that is resumed has not ended', async () => {
    const { server, stack, stream } = await setUp('websocket', connect, { streamManagement: true });
    const ended: unknown[] = [];
    stream.addEventHandler('offline', (reason) => ended.push(reason));
    const asked = ping(stream);
    const { attributes } = await server.next();
    const id = Object.fromEntries(attributes).id;
    const resumed = server.resumed();
    server.drop();
    // It takes the stack a moment to see it.
    await server.rest();
    stack.connect?.();
    await resumed;
    server.send(`<iq type='result' from='localhost' id='${id}'/>`);
    expect((await asked).get('type')).toBe('result');
    expect(ended).toEqual([]);
    // What may have been sent again by stream management is not the stream's.
    await server.rest();
    server.send(request('q1'));
    await expectError(server, 'service-unavailable');
    await stack.stop();
    expect(ended).toHaveLength(1);
  });

  test('a session that is not resumed has ended', async () => {
    const { server, stack, stream } = await setUp('websocket', connect, { streamManagement: true, forgets: true });
    const asked = ping(stream);
    await server.next();
    const again = new Promise((resolve) => stream.once('online', resolve));
    server.drop();
    await server.rest();
    stack.connect?.();
    await expect(asked).rejects.toBeInstanceOf(DisconnectedError);
    await again;
    server.send(request('q1'));
    await expectError(server, 'service-unavailable');
  });
}
