// The console is drawn in the browser alone: the Worker serves one static page for every address.
export const ssr = false;
export const prerender = false;
