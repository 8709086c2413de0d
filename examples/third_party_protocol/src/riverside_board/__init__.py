"""The protocol of the Riverside school board (fictional): the YAML files beside this one."""
