// The reference page of the contract: swagger-ui and the problem codes, from our own origin. Its
// files are put beside the console's by the build.
import { problems } from '../../generated/policy.ts';
import { escapeHtml } from './navigation.ts';

interface ProblemTexts {
  status: number;
  title: string;
  detail: string;
  next?: string;
}

// Each code is the id of its row: the `type` of a problem leads there.
const rows = Object.entries<ProblemTexts>(problems).map(([code, { status, title, detail, next = '' }]) => {
  const cells = [code, String(status), title, detail, next].map((text) => `<td>${escapeHtml(text)}</td>`);
  return `<tr id="${code}">${cells.join('')}</tr>`;
});

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>BurstFlare API</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/docs-assets/swagger-ui.css">
<style>
#problems { max-width: 1460px; margin: 0 auto; padding: 20px; box-sizing: border-box; overflow-x: auto; }
#problems h2 { font: 600 24px/1.4 sans-serif; color: #3b4151; }
#problems p { margin: 0 0 16px; }
#problems table { border-collapse: collapse; }
#problems th, #problems td { padding: 8px 12px 8px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #d8dde7; }
#problems td:first-child { font-family: monospace; font-weight: 600; }
#problems tr:target { background: #fff3bf; }
</style>
</head>
<body>
<div id="reference"></div>
<section id="problems" class="swagger-ui">
<h2>Problems</h2>
<p>What an error says by its <code>code</code>, and what to do next.</p>
<table>
<thead><tr><th>Code</th><th>Status</th><th>Title</th><th>Detail</th><th>Next</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</section>
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
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  });
}
