"""What is written to a disk: folders that appear whole, locks on them, what lies in a study's folder, sheets and their texts.

`experiments.files.output.Folder` is the way in.
"""
