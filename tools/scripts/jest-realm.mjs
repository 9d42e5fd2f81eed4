/**
 * Jest runs tests in a realm of their own, so that errors and collections made by Node or by a worker thread
 * are not `instanceof` the realm's classes. Built-ins are recognised by what they are instead.
 */
import { types } from 'node:util';

const widen = (constructor, recognise) =>
  Object.defineProperty(constructor, Symbol.hasInstance, {
    configurable: true,
    value(value) {
      return this === constructor ? recognise(value) : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });

widen(Error, types.isNativeError);
widen(Map, types.isMap);
widen(Set, types.isSet);
widen(Date, types.isDate);
widen(ArrayBuffer, types.isArrayBuffer);
