// Clients, and what is between them and here, wait for a while only: an answer that comes too late
// is taken for none.

/** What the work comes to, or `otherwise` where it takes longer; the work goes on. */
export async function inTime<T>(work: Promise<T>, limitMs: number, otherwise: () => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
