/** A message that cannot be used; says which field is wrong, and what is right. */
export class Unreadable extends Error {}

/**
 * What a field can be: `name` a string that is not empty, `text` any string, `count` an integer from
 * 0, `list` an array; or one of some words.
 *
 * @typedef {{name: string, text: string, flag: boolean, count: number, list: unknown[]}} Kinds
 */

/** @type {{[K in keyof Kinds]: string}} */
const RULES = {
  name: 'a string that is not empty',
  text: 'a string',
  flag: 'true or false',
  count: 'an integer from 0',
  list: 'an array',
};

/** Reads the fields of an object that somebody else wrote, and gives each the type that it must have. */
export class FieldReader {
  #object;
  #path;
  /** @type {string[]} */
  #problems = [];

  /**
   * @param {object} object
   * @param {string} path what to put before a field's name in words for people
   */
  constructor(object, path) {
    this.#object = object;
    this.#path = path;
  }

  /**
   * @param {unknown} data
   * @throws {Unreadable} if it is no JSON object
   */
  static parse(data) {
    const fields = FieldReader.of(typeof data === 'string' ? parseJson(data) : undefined);
    if (!fields) {
      throw new Unreadable('must be one JSON object');
    }
    return fields;
  }

  /**
   * @param {unknown} value
   * @param {string} [path]
   * @returns {FieldReader | undefined} undefined unless `value` is an object and no array
   */
  static of(value, path = '') {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new FieldReader(value, path) : undefined;
  }

  /** What was wrong, but could be left out. */
  get problem() {
    return this.#problems.length > 0 ? this.#problems.join('; ') : undefined;
  }

  /** Notes that something was left out. @type {(problem: string) => void} */
  report = (problem) => {
    this.#problems.push(this.#path + problem);
  };

  /**
   * A field as it is; what every object has (`constructor`, `__proto__`) is no field.
   *
   * @param {string} field
   * @returns {unknown}
   */
  get(field) {
    return Object.hasOwn(this.#object, field) ? Reflect.get(this.#object, field) : undefined;
  }

  /**
   * A field without which the message means nothing.
   *
   * @template {keyof Kinds} K
   * @param {string} field
   * @param {K} kind
   * @returns {Kinds[K]}
   * @throws {Unreadable}
   */
  required(field, kind) {
    const value = this.get(field);
    if (!fits(value, kind)) {
      throw new Unreadable(this.#rule(field, kind));
    }
    return /** @type {Kinds[K]} */ (value);
  }

  /**
   * A field that may be absent or null, but not wrong.
   *
   * @template {keyof Kinds} K
   * @param {string} field
   * @param {K} kind
   * @param {number} [max] of a count
   * @returns {Kinds[K] | undefined}
   * @throws {Unreadable}
   */
  optional(field, kind, max) {
    const value = this.get(field) ?? undefined;
    if (value !== undefined && !fits(value, kind, max)) {
      throw new Unreadable(this.#rule(field, kind, max));
    }
    return /** @type {Kinds[K] | undefined} */ (value);
  }

  /**
   * A field that is left out where it is wrong: the rest of the message means something without it.
   *
   * @template {keyof Kinds | readonly string[]} K
   * @param {string} field
   * @param {K} kind
   * @param {number} [max] of a count
   * @returns {(K extends keyof Kinds ? Kinds[K] : K extends readonly (infer W)[] ? W : never) | undefined}
   */
  lenient(field, kind, max) {
    const value = this.get(field) ?? undefined;
    if (value === undefined || fits(value, kind, max)) {
      return /** @type {any} */ (value);
    }
    this.report(this.#rule(field, kind, max).slice(this.#path.length));
    return undefined;
  }

  /**
   * @param {string} field
   * @param {keyof Kinds | readonly string[]} kind
   * @param {number} [max]
   */
  #rule(field, kind, max) {
    const rule = typeof kind === 'string' ? RULES[kind] : `one of ${kind.join(', ')}`;
    return `${this.#path}${field}: must be ${rule}${max === undefined ? '' : ` to ${max}`}`;
  }
}

/**
 * @param {unknown} value
 * @param {keyof Kinds | readonly string[]} kind
 * @param {number} [max]
 */
function fits(value, kind, max = Number.MAX_SAFE_INTEGER) {
  switch (kind) {
    case 'name':
      return typeof value === 'string' && value !== '';
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
    case 'list':
      return Array.isArray(value);
    default:
      return kind.includes(/** @type {string} */ (value));
  }
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
