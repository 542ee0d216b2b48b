// Counts a request against its operation's limit and tells the caller how much is left.
import { rateLimits, type RateLimitName } from '../../generated/policy.ts';
import type { Operation } from '../contract.ts';
import { Problem } from '../errors.ts';
import type { Context } from './context.ts';

function keyOf(by: 'ip' | 'user' | 'session', context: Context, pathParams: Record<string, string>): string {
  const user = context.caller?.userId ?? context.ip;
  if (by === 'ip') return context.ip;
  return by === 'user' ? user : `${pathParams['sessionId'] ?? ''}:${user}`;
}

export async function checkRateLimit(
  operation: Operation,
  context: Context,
  pathParams: Record<string, string>,
): Promise<void> {
  if (!operation.rateLimit) return;
  // The generator refuses an operation whose limit is not in the table.
  const name = operation.rateLimit as RateLimitName;
  const { limit, windowSeconds, by } = rateLimits[name];
  const rule = { limit: context.deps.config.rateLimits[name] ?? limit, windowSeconds };
  const result = await context.deps.rateLimit(name, keyOf(by, context, pathParams), rule);
  const retryAfterSeconds = Math.max(1, Math.ceil((result.resetAt - context.now) / 1000));
  const headers = {
    'x-burstflare-rate-limit-limit': String(result.limit),
    'x-burstflare-rate-limit-remaining': String(result.remaining),
    'x-burstflare-rate-limit-reset': String(Math.ceil(result.resetAt / 1000)),
  };
  if (!result.allowed) {
    throw new Problem('rate_limited', { limit: rule.limit, windowSeconds, retryAfterSeconds }).withHeaders({
      ...headers,
      'retry-after': String(retryAfterSeconds),
    });
  }
  for (const [header, value] of Object.entries(headers)) context.replyHeaders.set(header, value);
}
