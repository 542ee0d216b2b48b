import { expect, test } from 'vitest';
import { linkTarget } from './terminal-links.ts';

const id = 'ses-aaaaaaaaaaaaaaaaaaaa';

test.each([
  ['https://vite.dev/guide/?a=b#c', 'https://vite.dev/guide/?a=b#c'],
  ['http://localhost:5173/', `/runtime/sessions/${id}/preview?port=5173`],
  ['http://127.0.0.1:3000/login?next=/a', `/runtime/sessions/${id}/preview?port=3000&path=%2Flogin%3Fnext%3D%2Fa`],
  ['http://[::1]:8000/x', `/runtime/sessions/${id}/preview?port=8000&path=%2Fx`],
  ['http://localhost:5173/#/route', `/runtime/sessions/${id}/preview?port=5173&path=%2F%23%2Froute`],
  ['http://localhost/', 'http://localhost/'],
  [`http://3000--${id}.localhost:8787/a`, `http://3000--${id}.localhost:8787/a`],
  ['http://burstflare.localhost:8787/templates', 'http://burstflare.localhost:8787/templates'],
  [`http://burstflare.localhost:8787/runtime/sessions/${id}/preview`, null],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['data:text/html,x', null],
  ['no address', null],
])('%s leads to %s', (text, target) => {
  expect(linkTarget(text, id, 'http://burstflare.localhost:8787')).toBe(target);
});
