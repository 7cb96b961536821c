import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import GitHubProvider from 'next-auth/providers/github';
import GoogleProvider from 'next-auth/providers/google';
import { env } from '../env.ts';
import { admitExternal } from './admit-external.ts';
import { lastForwarded } from './client-address.ts';
import { signInWithLink } from './sign-in-with-link.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

/** What the token carries: who, and at which session epoch. Never roles: those are read on every request. */
declare module 'next-auth' {
  interface User {
    epoch?: number;
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    personId?: string;
    epoch?: number;
  }
}

let options: NextAuthOptions | null = null;

export function authOptions(): NextAuthOptions {
  options ??= build();
  return options;
}

function build(): NextAuthOptions {
  const e = env();
  return {
    secret: e.authSecret,
    session: { strategy: 'jwt', maxAge: 12 * 60 * 60 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        id: 'password',
        name: 'Password',
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) =>
          signInWithPassword({
            email: credentials?.email ?? '',
            password: credentials?.password ?? '',
            address: addressOf(request.headers),
          }),
      }),
      // The link's own page has a button that posts here: mail scanners open links, they do not press buttons.
      CredentialsProvider({
        id: 'link',
        name: 'Link',
        credentials: { token: {} },
        authorize: (credentials, request) =>
          signInWithLink({ token: credentials?.token ?? '', address: addressOf(request.headers) }),
      }),
      ...(e.github ? [GitHubProvider({ clientId: e.github.id, clientSecret: e.github.secret })] : []),
      ...(e.google ? [GoogleProvider({ clientId: e.google.id, clientSecret: e.google.secret })] : []),
      ...(e.oidc
        ? [
            {
              id: 'oidc',
              name: e.oidc.name,
              type: 'oauth' as const,
              wellKnown: `${e.oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
              clientId: e.oidc.id,
              clientSecret: e.oidc.secret,
              authorization: { params: { scope: 'openid email profile' } },
              idToken: true,
              checks: ['pkce' as const, 'state' as const],
              profile: (profile: { sub: string; name?: string; email?: string }) => ({
                id: profile.sub,
                name: profile.name ?? null,
                email: profile.email ?? null,
              }),
            },
          ]
        : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (!account || account.type === 'credentials') return true;
        const admitted = await admitExternal({
          provider: account.provider,
          issuer: issuerOf(account.provider, profile),
          subject: account.providerAccountId,
          accessToken: account.access_token ?? null,
          profile: profile ?? {},
        });
        if (!admitted) return '/sign-in?error=not-added';
        user.id = admitted.id;
        user.epoch = admitted.epoch;
        return true;
      },
      jwt({ token, user }) {
        if (user) {
          token.personId = user.id;
          token.epoch = user.epoch ?? 0;
          token.name = null;
          token.email = null;
          token.picture = null;
        }
        return token;
      },
    },
  };
}

function issuerOf(provider: string, profile: unknown): string {
  if (provider === 'oidc' && typeof profile === 'object' && profile !== null && 'iss' in profile)
    return String(profile.iss);
  return provider === 'google'
    ? 'https://accounts.google.com'
    : provider === 'github'
      ? 'https://github.com'
      : provider;
}

function addressOf(headers: Record<string, unknown> | undefined): string {
  return lastForwarded(headers?.['x-forwarded-for']);
}
