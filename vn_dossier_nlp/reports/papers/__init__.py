"""The papers that go back to the sender or up to the leaders: editable Word in the layout of NĐ 30/2020.

A paper is a draft. It says nothing on merit, and nothing without a quoted span or a searched zone.
"""
