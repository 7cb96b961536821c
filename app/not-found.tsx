import { Logo } from '../components/shell/logo.tsx';
import { mainContentId } from '../components/shell/skip-link.tsx';
import { ButtonLink } from '../components/ui/button/button.tsx';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center px-4">
        <Logo />
      </header>
      <main
        id={mainContentId}
        tabIndex={-1}
        className="mx-auto flex w-full max-w-md flex-1 flex-col gap-3 px-4 pt-[14dvh]"
      >
        <h1 className="text-page">This page does not exist, or you have no access to it</h1>
        <p className="text-ink-2">
          Check the address. If somebody sent it to you, ask them to give you access, or sign in as another
          person.
        </p>
        <div>
          <ButtonLink href="/">Go to the start page</ButtonLink>
        </div>
      </main>
    </div>
  );
}
