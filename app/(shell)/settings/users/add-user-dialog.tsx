"use client";

import { UserPlus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { AddUserForm } from "./add-user-form";
import type { CollectionChoice } from "./collection-boxes";

/** "Add person": a form, then the one-time password, shown this once. */
export function AddUserDialog({ collections }: { collections: readonly CollectionChoice[] }) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="primary" size="sm">
          <UserPlus aria-hidden="true" />
          Add person
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Add a person"
        description="They get a one-time password from you and choose their own at the first sign-in."
      >
        <AddUserForm collections={collections} />
      </DialogContent>
    </Dialog>
  );
}
