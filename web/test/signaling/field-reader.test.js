import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FieldReader, Unreadable } from '../../src/signaling/field-reader.js';

/** @param {object} object */
const fieldsOf = (object) => FieldReader.parse(JSON.stringify(object));

/** @type {Record<'name' | 'text' | 'flag' | 'count' | 'list', {fit: unknown[], not: unknown[]}>} */
const VALUES = {
  name: { fit: ['a'], not: ['', 5] },
  text: { fit: [''], not: [{}] },
  flag: { fit: [false], not: [0] },
  count: { fit: [0, 2 ** 53 - 1], not: [2 ** 53, -1, 0.5, '1'] },
  list: { fit: [[]], not: [{}] },
};
const FITTING = /** @type {(keyof typeof VALUES)[]} */ (Object.keys(VALUES)).flatMap((kind) => [
  ...VALUES[kind].fit.map((value) => ({ kind, value, fits: true })),
  ...VALUES[kind].not.map((value) => ({ kind, value, fits: false })),
]);

for (const { kind, value, fits } of FITTING) {
  test(`${JSON.stringify(value)} is ${fits ? 'a' : 'no'} ${kind}`, () => {
    const fields = fieldsOf({ value });
    const expected = fits ? value : undefined;
    assert.deepEqual(fields.lenient('value', kind), expected);
    assert.equal(fields.problem === undefined, fits);
    for (const strict of /** @type {const} */ (['required', 'optional'])) {
      if (fits) {
        assert.deepEqual(fields[strict]('value', kind), expected);
      } else {
        assert.throws(() => fields[strict]('value', kind), Unreadable);
      }
    }
  });
}

test('a count has a limit, and a word is one of some', () => {
  const fields = fieldsOf({ port: 65_536, reason: 'bored' });
  assert.equal(fields.lenient('port', 'count', 65_535), undefined);
  assert.equal(fields.lenient('port', 'count', 65_536), 65_536);
  assert.equal(fields.lenient('reason', ['left', 'lost']), undefined);
  assert.equal(fields.lenient('reason', ['bored']), 'bored');
  assert.equal(
    fields.problem,
    'port: must be an integer from 0 to 65535; reason: must be one of left, lost',
  );
});

test('what is absent or null may be, unless it is required', () => {
  const fields = fieldsOf({ a: null });
  for (const field of ['a', 'b']) {
    assert.equal(fields.optional(field, 'name'), undefined);
    assert.equal(fields.lenient(field, 'name'), undefined);
    assert.throws(() => fields.required(field, 'name'), {
      message: `${field}: must be a string that is not empty`,
    });
  }
  assert.equal(fields.problem, undefined);
});
