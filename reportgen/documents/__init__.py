"""The documents of the pack: what each holds, from published facts and the council's templates."""
