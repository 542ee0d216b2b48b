// The reference page of the contract: swagger-ui, from our own origin. Its files are put beside the console's by the build.

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>BurstFlare API</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/docs-assets/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs-assets/swagger-ui-bundle.js"></script>
<script src="/docs-assets/reference.js"></script>
</body>
</html>
`;

export function docsPage(request: Request): Response {
  return new Response(request.method === 'HEAD' ? null : page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy':
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
      'x-content-type-options': 'nosniff',
    },
  });
}
