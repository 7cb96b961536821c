import NextAuth from 'next-auth';
import { authOptions } from '../../../../server/sign-in/options.ts';

async function handler(
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  return NextAuth(authOptions())(request, context);
}

export { handler as GET, handler as POST };
