"use client";

import { Ellipsis, KeyRound, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { usePress } from "@/components/use-press";
import type { UserRow } from "@/lib/users/list-users";
import { disableUserAction, enableUserAction, resetPasswordAction } from "./actions";
import { OneTimePassword } from "./one-time-password";

/** What an admin may do with somebody else's account. */
export function UserMenu({ user, isOwn }: { user: UserRow; isOwn: boolean }) {
  const [asked, setAsked] = useState<"reset" | "disable" | null>(null);
  const [secret, setSecret] = useState<{ email: string; oneTimePassword: string } | null>(null);
  const reset = usePress(resetPasswordAction, { onDone: setSecret });
  const disable = usePress(disableUserAction, { done: `${user.email} is switched off and signed out.` });
  const enable = usePress(enableUserAction, { done: `${user.email} may sign in again.` });
  if (isOwn) return null;
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button
            variant="quiet"
            size="sm"
            isIconOnly
            aria-label={`More for ${user.email}`}
            isPending={reset.isPending || disable.isPending || enable.isPending}
          >
            <Ellipsis aria-hidden="true" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setAsked("reset")}>
            <KeyRound aria-hidden="true" /> New one-time password
          </MenuItem>
          {user.disabledAt ? (
            <MenuItem onSelect={() => enable.run({ userId: user.id })}>
              <UserCheck aria-hidden="true" /> Switch on
            </MenuItem>
          ) : (
            <MenuItem isDangerous onSelect={() => setAsked("disable")}>
              <UserX aria-hidden="true" /> Switch off
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      <ConfirmDialog
        open={asked === "reset"}
        onOpenChange={() => setAsked(null)}
        title={`New one-time password for ${user.email}?`}
        description="Their password stops working and they are signed out everywhere."
        confirmLabel="New one-time password"
        onConfirm={() => reset.run({ userId: user.id })}
      />
      <ConfirmDialog
        open={asked === "disable"}
        onOpenChange={() => setAsked(null)}
        title={`Switch off ${user.email}?`}
        description="They are signed out everywhere and their tokens stop working. What they did stays in the activity log; you can switch them on again."
        confirmLabel="Switch off"
        isDangerous
        onConfirm={() => disable.run({ userId: user.id })}
      />
      <Dialog open={secret !== null} onOpenChange={() => setSecret(null)}>
        <DialogContent title="New one-time password">{secret && <OneTimePassword {...secret} />}</DialogContent>
      </Dialog>
    </>
  );
}
