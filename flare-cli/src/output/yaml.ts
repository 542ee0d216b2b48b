// Owns YAML in a chunk of its own, which is loaded where it is asked for. A module of ours, because
// the library is CommonJS, and its names are not those of a chunk.
export { stringify } from 'yaml';
