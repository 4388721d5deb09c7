import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const deadline = 20_000;

/// Looks again until `look` gives something, and gives that. `what` names it if it never does.
export async function eventually(what, look) {
  const end = Date.now() + deadline;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < end, `${what}: not within ${deadline} ms`);
    await pause(20);
  }
}
