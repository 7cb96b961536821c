import { Button } from '../../ui/button/button.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';

/** Why a part of an earlier answer is not here, and the way to ask for it again. */
export function LoadFailed({ message, again }: { message: string; again: () => void }) {
  return (
    <Banner
      live
      tone="fail"
      title={message}
      className="m-2"
      action={
        <Button size="small" onClick={again}>
          Load again
        </Button>
      }
    />
  );
}
