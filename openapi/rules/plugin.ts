// Owns the list of our lint rules, as redocly loads them (see redocly.yaml for which API each one
// holds).
import { bodyExample, errorAnswers, problemJson } from './errors.ts';
import { deletion, domainTag, idempotent, location, operationId } from './operations.ts';
import { mountPolicy, policyNames } from './policy.ts';
import * as schemas from './schemas.ts';
import { eventStream } from './streams.ts';

export default () => ({
  id: 'burstflare',
  rules: {
    oas3: {
      'operation-id': operationId,
      'domain-tag': domainTag,
      deletion,
      idempotent,
      location,
      'policy-names': policyNames,
      'mount-policy': mountPolicy,
      'error-answers': errorAnswers,
      'problem-json': problemJson,
      'body-example': bodyExample,
      'event-stream': eventStream,
      'string-bound': schemas.stringBound,
      'array-bound': schemas.arrayBound,
      'integer-bound': schemas.integerBound,
      'object-closed': schemas.objectClosed,
      'request-closed': schemas.requestClosed,
      'modern-forms': schemas.modernForms,
      'named-enum': schemas.namedEnum,
      'portable-pattern': schemas.portablePattern,
      described: schemas.described,
    },
  },
});
