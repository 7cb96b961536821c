import type { Metadata } from 'next';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import { newFormSeed } from '../../../../../server/position/form-seed.ts';
import { readPositionSettings } from '../../../../../server/position/read-position-settings.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';
import { Block } from '../../_fields/block.tsx';
import { CloseSwitch } from './close-switch.tsx';
import { FormHistory } from './form-history.tsx';
import { Managers } from './managers.tsx';
import { NewForm } from './new-form.tsx';
import { SettingsForm } from './settings-form.tsx';

export const metadata: Metadata = { title: 'Position settings' };

export default async function SettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const seed = newFormSeed();
  const settings = await forStaffPage((principal) => readPositionSettings(principal, id, seed));
  const { position } = settings;
  return (
    <>
      <PageHeader
        title={`Settings of ${position.title}`}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: 'Positions', href: '/positions' },
              { label: position.title, href: `/positions/${id}` },
              { label: 'Settings' },
            ]}
          />
        }
      />
      <div className="bg-panel">
        <SettingsForm positionId={id} defaults={position} />
        <Block
          title="Form"
          detail="The questions that the next invitation gets. Candidates who are invited keep the form they have."
        >
          <div className="flex flex-col gap-4">
            {!position.closedAt && (
              <NewForm
                positionId={id}
                currentForm={settings.currentForm}
                blueprintSlug={position.blueprintSlug}
                blueprints={settings.blueprints}
                seed={seed}
              />
            )}
            <FormHistory forms={settings.forms} currentForm={settings.currentForm} />
          </div>
        </Block>
        <Block
          title="Managers"
          detail="They see candidates, reports and scores of this position. Administrators do too."
        >
          <Managers positionId={id} managers={settings.managers} others={settings.others} />
        </Block>
        <Block
          title={position.closedAt ? 'Closed' : 'Close'}
          detail="A closed position takes no invitations. Attempts that are invited or run go on."
        >
          <CloseSwitch positionId={id} title={position.title} closed={position.closedAt !== null} />
        </Block>
      </div>
    </>
  );
}
