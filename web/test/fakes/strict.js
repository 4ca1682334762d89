/**
 * Makes a fake strict: asked for what it does not have, it throws, as no real object would.
 *
 * @template {object} T
 * @param {T} fake
 * @returns {T}
 */
export function strict(fake) {
  const { name } = fake.constructor;
  return new Proxy(fake, {
    get(target, property) {
      check(target, property, name);
      const value = Reflect.get(target, property);
      // Methods run on the fake itself, which alone has its private fields.
      const isMethod = typeof value === 'function' && !Object.hasOwn(target, property);
      return isMethod ? value.bind(target) : value;
    },
    set(target, property, value) {
      check(target, property, name);
      return Reflect.set(target, property, value);
    },
  });
}

/**
 * A class of strict objects. They are strict by what they inherit, without a proxy around them: a
 * class of the page can extend it, private fields and all.
 *
 * @template {new (...args: any[]) => object} T
 * @param {T} Base
 * @returns {T}
 */
export function strictClass(Base) {
  const Strict = class extends Base {};
  const inherited = new Proxy(Base.prototype, {
    get(target, property, receiver) {
      check(target, property, receiver.constructor.name);
      return Reflect.get(target, property, receiver);
    },
    set(target, property, value, receiver) {
      check(target, property, receiver.constructor.name);
      return Reflect.set(target, property, value, receiver);
    },
  });
  Object.setPrototypeOf(Strict.prototype, inherited);
  return Strict;
}

/**
 * @param {object} fake
 * @param {string | symbol} property
 * @param {string} name of its class
 */
function check(fake, property, name) {
  if (typeof property === 'string' && !(property in fake)) {
    throw new Error(`${name} has no ${property}`);
  }
}
