// Runs in the browser on /docs: shows the contract that this very platform serves. A file of its
// own, so that no inline script is needed.
/* global SwaggerUIBundle */

// The `type` of a problem leads to its row, below the reference.
const row = document.getElementById(location.hash.slice(1))?.closest('#problems tr');

SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  // it takes every fragment for one of an operation, and rewrites it
  deepLinking: !row,
  displayRequestDuration: true,
  // the public validator would be told about every deployment that opens this page
  validatorUrl: null,
});

// The reference pushes the row away while it is drawn: until the reader takes over, the row is
// brought back.
const drawn = new ResizeObserver(() => row?.scrollIntoView({ block: 'center' }));
drawn.observe(document.getElementById('reference'));
for (const taken of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
  addEventListener(taken, () => drawn.disconnect(), { once: true, passive: true });
}
