"""What the page of a policy shows of its text: where control is named in it, its contents, its versions."""
