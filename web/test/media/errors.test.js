import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemOf } from '../../src/media/errors.js';

for (const [name, problem] of /** @type {const} */ ([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'not-found'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['OverconstrainedError', 'overconstrained'],
  ['SecurityError', 'refused'],
  ['SomethingElse', 'unknown'],
])) {
  test(`${name} is the problem "${problem}"`, () => {
    assert.equal(problemOf(new DOMException('no', name)), problem);
  });
}

test('a refusal by the system is told from one by the person', () => {
  const error = new DOMException('Permission denied by system', 'NotAllowedError');
  assert.equal(problemOf(error), 'refused-by-system');
});

test('what is no error at all is an unknown problem', () => {
  assert.equal(problemOf(undefined), 'unknown');
  assert.equal(problemOf('NotAllowedError'), 'unknown');
});
