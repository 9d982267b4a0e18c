"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { CreateTokenForm } from "./create-token-form";

/** "Create token": a form, then the secret, shown this once. */
export function CreateTokenDialog() {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="primary" size="sm">
          <Plus aria-hidden="true" />
          Create token
        </Button>
      </DialogTrigger>
      <DialogContent title="Create a token">
        <CreateTokenForm />
      </DialogContent>
    </Dialog>
  );
}
