// Auth's table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { Problem } from '../../errors.ts';
import { type Context, signedIn } from '../../scope.ts';
import { clearSignInCookies, readCookie, refreshCookie } from '../../http/cookies.ts';
import { checkOrigin } from '../../http/csrf.ts';
import { deviceAnswer, meAnswer, signInAnswer } from './answers.ts';
import { decideDevice, findDevice, pollDevice, startDevice } from './device.ts';
import { logIn, logOut, logOutEverywhere, refresh, register } from './sign-in.ts';

const clientName = (context: Context) => context.userAgent.slice(0, 100) || 'unnamed client';

export const auth = {
  registerUser: async ({ context, body }) => {
    checkOrigin(context.deps.config, context.request);
    const signIn = await register(context, { ...body, clientName: clientName(context) });
    return { status: 201, body: await signInAnswer(context, signIn) };
  },

  logIn: async ({ context, body }) => {
    checkOrigin(context.deps.config, context.request);
    const signIn = await logIn(context, { ...body, clientName: clientName(context) });
    return { status: 200, body: await signInAnswer(context, signIn) };
  },

  // A cookie is sent by the browser itself, so this write, public as it is, must come from our own
  // pages.
  refreshTokens: async ({ context, body }) => {
    checkOrigin(context.deps.config, context.request);
    const token = body.refreshToken ?? readCookie(context.request, refreshCookie);
    const via = body.refreshToken === undefined ? 'cookie' : 'token';
    if (!token) throw new Problem('refresh_token_invalid', {}, 'neither body nor cookie carries a token');
    try {
      return { status: 200, body: await signInAnswer(context, await refresh(context, token, via, context.userAgent)) };
    } catch (error) {
      if (error instanceof Problem && !body.refreshToken) clearSignInCookies(context.replyHeaders);
      throw error;
    }
  },

  logOut: async ({ context }) => {
    await logOut(signedIn(context));
    clearSignInCookies(context.replyHeaders);
    return { status: 204 };
  },

  logOutEverywhere: async ({ context }) => {
    const result = await logOutEverywhere(signedIn(context));
    clearSignInCookies(context.replyHeaders);
    return { status: 200, body: result };
  },

  getMe: async ({ context }) => ({ status: 200, body: await meAnswer(signedIn(context), context.via === 'cookie') }),

  startDeviceLogin: async ({ context, body }) => {
    const started = await startDevice(context, body);
    const verificationUri = `${context.deps.config.baseUrl}/device`;
    const verificationUriComplete = `${verificationUri}?user_code=${started.userCode}`;
    return { status: 200, body: { ...started, verificationUri, verificationUriComplete } };
  },

  pollDeviceLogin: async ({ context, body }) => ({
    status: 200,
    body: await signInAnswer(context, await pollDevice(context, body.deviceCode)),
  }),

  getDeviceRequest: async ({ context, params }) => ({
    status: 200,
    body: deviceAnswer(await findDevice(signedIn(context), params.userCode), context.now),
  }),

  approveDevice: async ({ context, params }) => ({
    status: 200,
    body: deviceAnswer(await decideDevice(signedIn(context), params.userCode, 'approved'), context.now),
  }),

  denyDevice: async ({ context, params }) => ({
    status: 200,
    body: deviceAnswer(await decideDevice(signedIn(context), params.userCode, 'denied'), context.now),
  }),
} satisfies HandlersOf<'auth'>;
