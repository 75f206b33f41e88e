"""The tools of the Model Context Protocol, over the same services as REST and the assistant."""
