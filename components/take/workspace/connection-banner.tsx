import { Banner } from '../../ui/feedback/banner.tsx';

/** What is wrong between this page and the server, what is safe, what to do. */
export function ConnectionBanner({ signedOut, unreachable }: { signedOut: boolean; unreachable: boolean }) {
  if (signedOut) {
    return (
      <Banner live tone="fail" title="This browser's session has ended." className="rounded-none border-x-0">
        Edits are kept in this browser. Use your resume code or a new link to send them and go on.
      </Banner>
    );
  }
  if (unreachable) {
    return (
      <Banner live tone="warn" title="The server does not answer." className="rounded-none border-x-0">
        Editing goes on and is kept in this browser. The clock keeps running on the server; time lost to us is
        measured and can be given back.
      </Banner>
    );
  }
  return null;
}
