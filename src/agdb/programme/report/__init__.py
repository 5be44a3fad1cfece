"""What the programme says of its papers: outline, fixed texts, wordings, and what people write."""
