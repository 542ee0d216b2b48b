// Owns the daemon's refusals. They are read by the gateway alone, so they carry facts and no advice for people.
export class HostProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

export function hostProblemBody({ status, code, detail }: HostProblem, requestId: string) {
  return { type: `/docs#${code}`, title: code.replaceAll('_', ' '), status, code, detail, requestId };
}
