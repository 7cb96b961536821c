import { Checkbox } from '../../../components/ui/form/checkbox.tsx';
import { FieldError } from '../../../components/ui/form/field.tsx';
import type { Role } from '../../../domain/access.ts';
import { roleDuties, roleNames, roles } from '../../../server/people/role-names.ts';

export function RoleFields({ chosen = [], error }: { chosen?: readonly Role[]; error?: string }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-dense font-medium">Roles</legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          name={`roles.${role}`}
          label={roleNames[role]}
          hint={roleDuties[role]}
          defaultChecked={chosen.includes(role)}
        />
      ))}
      <FieldError>{error}</FieldError>
    </fieldset>
  );
}
