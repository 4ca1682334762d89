import assert from 'node:assert/strict';
import { test } from 'node:test';
import { basePath } from '../../../src/ui/shared/base-path.js';
import { newPage } from '../../fakes/fake-document.js';

test('the server lies at the root, or where its document says', () => {
  const { documentElement } = newPage();
  assert.equal(basePath(), '/');
  documentElement.setAttribute('data-base', '/call/');
  assert.equal(basePath(), '/call/');
});
