// Owns the refusals of the served contract as components: those that are alike are one, and the
// most frequent of a kind has its plain name.
import type { Document, OperationNode, Response, Schema } from '../document.ts';

interface Refusal {
  /** The name of the response that its author referred to. */
  base: string;
  node: OperationNode;
  status: string;
  /** Null where any code may come. */
  codes: string[] | null;
  /** Of the schema that its body has. */
  make(schema: Schema): Response;
}

const anyProblem: Schema = { $ref: '#/components/schemas/Problem' };
const pascal = (name: string) => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;

export class SharedResponses {
  readonly #variants = new Map<string, Map<string, Refusal[]>>();

  add(refusal: Refusal): void {
    const variants = this.#variants.get(refusal.base) ?? new Map<string, Refusal[]>();
    const alike = JSON.stringify([refusal.codes, refusal.make({})]);
    variants.set(alike, [...(variants.get(alike) ?? []), refusal]);
    this.#variants.set(refusal.base, variants);
  }

  /** The responses by their names; each operation refers to its own from now on. */
  responses(): Document['components']['responses'] {
    return Object.fromEntries(
      this.#named().map(([name, uses]) => {
        for (const { node, status } of uses) node.responses[status] = { $ref: `#/components/responses/${name}` };
        const [{ codes, make }] = uses;
        return [name, make(codes === null ? anyProblem : narrowed(`${name}Code`))];
      }),
    );
  }

  /** The codes of each, by a name of their own. */
  schemas(): Record<string, Schema> {
    return Object.fromEntries(
      this.#named().flatMap(([name, [{ codes }]]) =>
        codes === null
          ? []
          : [[`${name}Code`, { type: 'string', enum: codes, description: 'What went wrong, for programs' }]],
      ),
    );
  }

  #named(): [string, [Refusal, ...Refusal[]]][] {
    const found = [...this.#variants].flatMap(([base, variants]) => {
      const byUse = [...variants.values()].sort((a, b) => b.length - a.length);
      return byUse.flatMap(([first, ...others], index): [string, [Refusal, ...Refusal[]]][] =>
        first === undefined
          ? []
          : [[index === 0 ? base : `${pascal(first.node.operationId)}${base}`, [first, ...others]]],
      );
    });
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

const narrowed = (code: string): Schema => ({
  description: 'Why it was refused, with one of the codes of this response',
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    {
      type: 'object',
      additionalProperties: true,
      description: 'The code',
      properties: { code: { $ref: `#/components/schemas/${code}` } },
    },
  ],
});
