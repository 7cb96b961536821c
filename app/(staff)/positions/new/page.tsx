import type { Metadata } from 'next';
import { PageHeader } from '../../../../components/shell/page-header.tsx';
import { Breadcrumbs } from '../../../../components/ui/data/breadcrumbs.tsx';
import { isFormSeed, newFormSeed } from '../../../../server/position/form-seed.ts';
import { previewBlueprints } from '../../../../server/position/preview-blueprints.ts';
import { forStaffPage } from '../../../../server/staff-page.ts';
import { NewPositionForm } from './new-position-form.tsx';

export const metadata: Metadata = { title: 'New position' };

export default async function NewPositionPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { seed: given } = await searchParams;
  const seed = typeof given === 'string' && isFormSeed(given) ? given : newFormSeed();
  const { blueprints, email, name } = await forStaffPage(async (principal) => ({
    blueprints: await previewBlueprints(principal, seed),
    email: principal.email,
    name: principal.name,
  }));
  return (
    <>
      <PageHeader
        title="New position"
        breadcrumbs={
          <Breadcrumbs crumbs={[{ label: 'Positions', href: '/positions' }, { label: 'New position' }]} />
        }
      />
      <NewPositionForm blueprints={blueprints} seed={seed} contact={`${name}, ${email}`} />
    </>
  );
}
