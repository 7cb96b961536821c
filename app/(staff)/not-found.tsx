import { PageHeader } from '../../components/shell/page-header.tsx';
import { ButtonLink } from '../../components/ui/button/button.tsx';
import { EmptyState } from '../../components/ui/feedback/empty-state.tsx';

export default function StaffNotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState action={<ButtonLink href="/">Go to the start page</ButtonLink>}>
        This page does not exist, or you have no access to it. Check the address, or ask a manager of the
        position to add you.
      </EmptyState>
    </>
  );
}
