"""What every stage needs and none owns."""
