/**
 * Makes a fake strict: asked for what it does not have, it throws, as no real object would.
 *
 * @template {object} T
 * @param {T} fake
 * @returns {T}
 */
export function strict(fake) {
  const { name } = fake.constructor;
  /** @param {string | symbol} property */
  const check = (property) => {
    if (typeof property === 'string' && !(property in fake)) {
      throw new Error(`${name} has no ${property}`);
    }
  };
  return new Proxy(fake, {
    get(target, property) {
      check(property);
      const value = Reflect.get(target, property);
      // Methods run on the fake itself, which alone has its private fields.
      const isMethod = typeof value === 'function' && !Object.hasOwn(target, property);
      return isMethod ? value.bind(target) : value;
    },
    set(target, property, value) {
      check(property);
      return Reflect.set(target, property, value);
    },
  });
}
