// Runs in the browser on /docs: shows the contract that this very platform serves. A file of its own, so that no inline script is needed.
/* global SwaggerUIBundle */
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  displayRequestDuration: true,
  // the public validator would be told about every deployment that opens this page
  validatorUrl: null,
});
