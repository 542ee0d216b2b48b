// Counts a request against its operation's limit and tells the caller how much is left.
import { rateLimits, type RateLimitName } from '../../generated/policy.ts';
import type { Operation } from '../contract.ts';
import { Problem } from '../errors.ts';
import type { Context } from '../scope.ts';

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
  const caller = (by === 'ip' ? undefined : context.caller?.userId) ?? context.network;
  const subject = by === 'session' ? (pathParams['sessionId'] ?? '') : '';
  const result = await context.deps.rateLimit(caller, name, subject, rule);
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
