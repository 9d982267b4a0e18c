"use client";

import { Select } from "@/components/ui/input";
import { usePress } from "@/components/use-press";
import type { Role } from "@/lib/actor";
import { ROLE_LABELS, ROLES } from "@/lib/users/roles";
import { setUserRoleAction } from "./actions";

type RoleSelectProps = { userId: string; name: string; role: Role; isOwn: boolean };

/** The role of a person; one's own is for another admin to change. */
export function RoleSelect({ userId, name, role, isOwn }: RoleSelectProps) {
  const save = usePress(setUserRoleAction, { done: `${name} has another role from now on.` });
  if (isOwn) return ROLE_LABELS[role].label;
  return (
    <Select
      className="w-28"
      aria-label={`Role of ${name}`}
      value={role}
      disabled={save.isPending}
      onChange={(event) => {
        const next = ROLES.find((each) => each === event.target.value);
        if (next) save.run({ userId, role: next });
      }}
    >
      {ROLES.map((each) => (
        <option key={each} value={each}>
          {ROLE_LABELS[each].label}
        </option>
      ))}
    </Select>
  );
}
