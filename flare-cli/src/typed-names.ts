// Owns giving people back the names that they typed: the deployment's messages speak of ids.
import { asArgument } from './output/text.ts';

const names = new Map<string, string>();

/** From now on this id is told as the name. */
export function noteName(id: string, name: string): void {
  names.set(id, name);
}

export function withNames(text: string): string {
  let told = text;
  for (const [id, name] of names) told = told.replaceAll(id, asArgument(name));
  return told;
}
